"""What several tests lean on: the .NET runtime as judge, and contract sets made at random."""
