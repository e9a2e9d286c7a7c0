def main():
    [].pop()
