"""Workbooks as zip packages of XML (.xlsx, .xlsm): our own sparse reader on expat, no formula evaluated."""
