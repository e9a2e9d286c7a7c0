answer = {"consumed": consumed, "empty": empty} if isinstance(globals().get("consumed"), int) else {}
