def place(n, row, cols, left, right):
    if row == n:
        return 1
    free = ((1 << n) - 1) & ~(cols | left | right)
    count = 0
    while free:
        bit = free & -free
        free ^= bit
        count += place(n, row + 1, cols | bit, (left | bit) << 1, (right | bit) >> 1)
    return count
def main():
    return [place(4, 0, 0, 0, 0), place(6, 0, 0, 0, 0)]
