def main():
    for i in range(0):
        pass
    return i
