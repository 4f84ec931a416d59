"""What people see and give: stdin and stdout, lines, tables, colours, how far a run has come."""
