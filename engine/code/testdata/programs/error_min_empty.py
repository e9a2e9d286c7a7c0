def main():
    return min([])
