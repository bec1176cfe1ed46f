import os

app = object()
key = os.environ["API_KEY"]
