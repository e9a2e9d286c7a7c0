def main():
    l = []
    l[0] = 1
