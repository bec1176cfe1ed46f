import os

token = os.environ.get("TOKEN")
