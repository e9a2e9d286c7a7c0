def main():
    x = []
    x += 1
