"""The kabupaten's figures and a new office in words, pictures and cells."""
