def main():
    x = 3
    return x()
