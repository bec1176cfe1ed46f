import os

os.environ["TOKEN"] = "test"
