"""What exercises of several topics share."""
