"""From a programme file to rows: read (reading), check (shape, relations), store (storing)."""
