"""What stands behind `./dev`: the environment, the checks, the servers that tests need. Not part of the product."""
