def main():
    return 2 ** None
