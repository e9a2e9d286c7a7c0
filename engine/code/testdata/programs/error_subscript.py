def main():
    x = None
    return x[0]
