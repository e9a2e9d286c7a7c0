def main():
    return range("a")
