def main():
    [].append()
