def main():
    return nothing + 1
