def main():
        x = [
            1,
  2,   # a comment
        ]
        if x: y = 1; z = 2
        else: y = 3

  # a comment at another depth
        return (x[0] +
                y + z)
