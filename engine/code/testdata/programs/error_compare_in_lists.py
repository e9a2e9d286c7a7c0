def main():
    return [1, None] >= [1, 2]
