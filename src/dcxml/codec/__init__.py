"""Documents to instances and back: contracts compiled to decoders and encoders, in .NET's two dialects."""
