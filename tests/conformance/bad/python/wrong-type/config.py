def level() -> int:
    return "high"
