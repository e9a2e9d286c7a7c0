def main():
    return 1 << -1
