"""Excel in, at scale: one engine, into which roles plug the kinds of rows they bring."""
