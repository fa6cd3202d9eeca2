"""The example city: readable data files, and the program that makes its workbooks of them."""
