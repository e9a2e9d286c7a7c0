def main():
    one = 1 << 32
    out = []
    for py in range(-6, 7):
        row = ""
        for px in range(-10, 5):
            x = y = n = 0
            while n < 40 and x * x + y * y < 4 * one * one:
                x, y = (x * x - y * y) // one + px * one // 5, 2 * x * y // one + py * one // 5
                n += 1
            row += " .-+*#"[n // 8]
        out.append(row)
    return out
