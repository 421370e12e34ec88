"""What the program costs, measured against the real server: `./dev bench --help` names the parts."""
