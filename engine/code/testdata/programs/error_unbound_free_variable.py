def main():
    if False:
        x = 1
    return sum(x for i in range(3))
