count = 0
names = ["a"]
big = 2 ** 100
def bump(by):
    global count, big
    count += by
    big = big + count
    names.append(count)
def main():
    for i in range(5):
        bump(i)
    return [count, big, names]
