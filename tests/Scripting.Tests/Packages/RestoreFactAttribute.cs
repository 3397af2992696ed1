namespace Scripting.Tests.Packages;

/// <summary>A test that restores packages from the registry; skipped where that cannot be reached.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RestoreFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> s_reason = new(() =>
    {
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, "https://api.nuget.org/v3/index.json"));
            return answer.IsSuccessStatusCode ? null : $"The package registry answers {(int)answer.StatusCode}.";
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return $"The package registry cannot be reached: {error.Message}";
        }
    });

    public RestoreFactAttribute() => Skip = s_reason.Value;
}
