"""The contracts that documents are judged by: schemas, their cache on disk, the catalogue, modules and samples."""
