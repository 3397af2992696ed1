namespace Microsoft.DotNet.Interactive;

/// <summary>A secret that shows itself as dots wherever it is displayed.</summary>
public sealed class PasswordString
{
    private readonly string _secret;

    internal PasswordString(string secret) => _secret = secret;

    /// <summary>The secret itself.</summary>
    public string GetClearTextPassword() => _secret;

    /// <inheritdoc/>
    public override string ToString() => "••••••";
}
