def square_sum(number):
    return sum(i * i for i in range(number))
def main():
    return [square_sum(0), square_sum(1), square_sum(1000), square_sum(5000)]
