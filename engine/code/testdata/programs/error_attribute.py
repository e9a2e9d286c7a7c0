def main():
    x = 3
    x.append(1)
