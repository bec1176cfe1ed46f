print("it runs")
