answer = {"received": sum(map(len, received)), "in_order": all(mine == sorted(mine) for mine in received)}
