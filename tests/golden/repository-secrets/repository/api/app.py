import os

database = os.environ["DATABASE_URL"]
level = os.getenv("LEVEL", "low")
