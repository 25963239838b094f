import Cloche
