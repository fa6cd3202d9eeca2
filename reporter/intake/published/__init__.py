"""Published documents of any maker, ours or not, as tables whose cells have places."""
