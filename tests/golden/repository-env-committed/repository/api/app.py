import os

token = os.environ["TOKEN"]
