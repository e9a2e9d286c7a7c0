def main():
    return -"a"
