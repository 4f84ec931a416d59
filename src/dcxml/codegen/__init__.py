"""A small kit to write and compile Python source; it knows no contract."""
