// There is nothing to test.
