def main():
    if False:
        x = 1
    return x
