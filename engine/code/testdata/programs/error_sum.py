def main():
    return sum(None for i in range(2))
