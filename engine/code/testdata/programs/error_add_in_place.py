def main():
    x = None
    x += 1
