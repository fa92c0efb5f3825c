"""Questions of assignment a5: forecasts of avalanches on a mountain road."""
