// Each line with the word far must be reported, and no other line: fetch("https://near.example/")
/* fetch("https://near.example/")
 * fetch("https://near.example/") */ fetch("https://far.example/1");
fetch('https://far.example/2');
fetch(`https://far.example/${3}`);
fetch("\x68ttps:\/\/far.example/4");
fetch(/* why */ "//far.example/5", { method: "POST" });
fetch(ready ? "near.json" : "https://far.example/6");
fetch(new URL("near.json", "https://far.example/7"));
fetch(location.protocol + "//far.example/8");
fetch("near.json").then((x) => show("https://near.example/"));
fetch(base + "/near.json"); fetch("near/near.json"); fetch(x.replace("/", ""));
fetch("/far/9.json");
request.open("GET", "https://far.example/10");
file.open("https://near.example/"); window.open("https://near.example/");
new Worker("https://far.example/11.js"); new WebSocket("wss://far.example/12"); new EventSource("//far.example/13");
importScripts("near.js", "https://far.example/14.js");
import("https://far.example/15.js");
import { x } from "https://far.example/16.js";
import "https://far.example/17.js";
import x from "./near.js"; export * from "./near.js";
export * from "//far.example/18.js";
navigator.sendBeacon("https://far.example/19", data);
image.src = "https://far.example/20.png";
image.src = near ? "near.png" : "https://far.example/21.png";
image["src"]="https://far.example/22.png";
image.setAttribute("src", "https://far.example/23.png");
image.setAttribute("title", "https://near.example/"); link.href = "https://near.example/";
make("img", { src: "https://far.example/24.png" }); make("a", { href: "https://near.example/" });
image.src == "https://near.example/"; image.src = near, log("https://near.example/");
image.src = near
log("https://near.example/")
box.innerHTML = '<img src="https://far.example/25.png">';
box.innerHTML += "<a href='https://near.example/'>https://near.example/</a>";
box.insertAdjacentHTML("beforeend", `<script src=//far.example/26.js>`);
document.write("<script src='https://far.example/27.js'><\/script>");
box.style.backgroundImage = "url(https://far.example/28.png)";
box.style.cssText = "position:absolute;background:url(near.png)";
sheet.insertRule("@import 'https://far.example/29.css'");
location.href = "https://far.example/30"; location.hash = "//near";
document.createElementNS("http://www.w3.org/2000/svg", "svg"); log("https://near.example/");
path.setAttributeNS("http://www.w3.org/1999/xlink", "href", "near"); const x = "http://near.example/";
new Audio("https://far.example/31.mp3"); new Request("https://far.example/32");
fetch("http://www.w3.org/far.json"); box.innerHTML = "<svg xmlns='http://www.w3.org/2000/svg'/>";
