"""What an item's text mentions: responsibility, regulations, figures, facilities, units. Each module reads
the text (and the spans that earlier ones settled) and returns facts with their evidence."""
